/** Sealwright's mark: a seal with a written line. */
export function Crest() {
  return (
    <svg className="crest" viewBox="0 0 32 32" role="img" aria-label="Sealwright">
      <circle cx="16" cy="16" r="14" fill="var(--accent)" />
      <circle
        cx="16"
        cy="16"
        r="10.5"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="1.25"
        strokeDasharray="1.6 1.4"
      />
      <path
        d="M11 17.2l3.4 3.3L21.4 12"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
