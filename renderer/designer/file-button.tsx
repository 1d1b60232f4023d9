import { useState } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import type { Problem } from '../../shared/problem.ts';
import { ProblemList } from '../ui/problem-list.tsx';

interface FileButtonParts {
  readonly label: string;
  /** Media types or endings. */
  readonly types: readonly string[];
  /** Bytes. */
  readonly largest: number;
  /** What is wrong with it, when it cannot be taken. */
  readonly onFile: (file: File) => Promise<Problem | undefined>;
}

/** Takes a file into the template; one that is too large is said and not read. */
export function FileButton({ label, types, largest, onFile }: FileButtonParts) {
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const take = async (files: FileList | null) => {
    const file = files?.[0];
    if (!file) return;
    if (file.size > largest) {
      const facts = { limit: largest / (1024 * 1024) };
      return setProblems([{ code: 'file.too-large', where: { file: file.name }, facts }]);
    }
    setProblems([]);
    const problem = await onFile(file);
    if (problem) setProblems([{ ...problem, where: { file: file.name } }]);
  };
  return (
    <>
      <FileTrigger acceptedFileTypes={types} onSelect={(files) => void take(files)}>
        <Button className="button small">{label}</Button>
      </FileTrigger>
      <ProblemList problems={problems} />
    </>
  );
}
