/** A bar for each row, as long as its number; hidden numbers have none. */
interface ChartParts {
  readonly name: string;
  readonly rows: readonly ChartRow[];
}

interface ChartRow {
  readonly value: string;
  readonly label: string;
  readonly shown: string;
  readonly count?: number;
}

/** More bars than these tell nothing at a glance; the table has them all. */
const MOST_BARS = 24;
const ROW = 34;
const WIDTH = 400;
const LONGEST_LABEL = 52;

export function FiguresChart({ name, rows }: ChartParts) {
  const bars = rows.slice(0, MOST_BARS);
  const most = Math.max(1, ...bars.map(({ count = 0 }) => count));
  return (
    <svg
      className="figures-chart"
      role="img"
      aria-label={name}
      viewBox={`0 0 ${WIDTH} ${bars.length * ROW}`}
      width={WIDTH}
    >
      {bars.map(({ value, label, shown, count = 0 }, index) => (
        <g key={value} transform={`translate(0 ${index * ROW})`}>
          <text y={13}>{short(label)}</text>
          <rect
            y={18}
            height={10}
            rx={2}
            width={Math.max(count > 0 ? 2 : 0, (count / most) * (WIDTH - 60))}
          />
          <text className="bar-number" x={(count / most) * (WIDTH - 60) + 6} y={27}>
            {shown}
          </text>
        </g>
      ))}
    </svg>
  );
}

function short(label: string): string {
  return label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label;
}
