import type { Finding } from '../../shared/desk/doctor.ts';
import { readRequests } from '../network/request-log.ts';
import { readPolicy } from '../policy/policy-file.ts';
import { finding } from './finding.ts';

export async function examinePolicy(file: string): Promise<Finding> {
  const read = await readPolicy(file);
  if (!read.ok) return { ...finding('policy.broken', { file }), problems: read.problems };
  if (!read.value) return finding('policy.none', { file });
  const { by = '–', ...settings } = read.value;
  return finding('policy.well', { file, by, settings: Object.keys(settings).join(', ') || '–' });
}

export function examineRequests(folder: string): Finding {
  const requests = readRequests(folder);
  const [last] = requests;
  return last ? finding('requests.some', { ...last, count: requests.length }) : finding('requests.none');
}
