import type { Examination, ExaminationOrder, Finding } from '../../shared/desk/doctor.ts';
import { dataFolder } from '../files/data-folder.ts';
import { readSettings } from '../studio/settings-file.ts';
import { examineFolder } from './disk.ts';
import { examinationOf } from './finding.ts';
import { examineInstallation } from './installation.ts';
import { examinePolicy, examineRequests } from './policy.ts';
import { examineClock, examineRegister } from './register.ts';
import { examineTokens } from './tokens.ts';

/** Everything in the order in which one thing stands on another. */
export async function examine(
  order: ExaminationOrder,
  policy: string,
  now: () => Date,
): Promise<Examination> {
  const folder = dataFolder();
  const register = await examineRegister(order.register ?? (await readSettings(folder)).register);
  const findings: readonly Finding[] = [
    ...examineInstallation(),
    examineClock(now(), register.newest),
    ...(await examineFolder(folder, now)),
    ...(order.out === undefined ? [] : await examineFolder(order.out, now)),
    ...(await examineTokens(order.driver)),
    ...register.findings,
    await examinePolicy(policy),
    examineRequests(folder),
  ];
  return examinationOf(findings);
}
