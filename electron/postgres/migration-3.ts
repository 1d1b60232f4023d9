/**
 * Version 3. What the summary of a batch that workers seal tells of each learner and the register does not, from when they are issued
 * to until the batch has ended and the summary is written.
 */
export const SUMMARIES = `
  SET search_path = sealwright;

  ALTER TABLE job_rows ADD COLUMN summary text CHECK (summary IS NULL OR credential IS NOT NULL);
  CREATE INDEX job_rows_by_summary ON job_rows (batch) WHERE summary IS NOT NULL;
`;
