type Row = Readonly<Record<string, unknown>>;

interface Asked {
  readonly from: string;
  readonly to: string;
  readonly now: number;
}

export function figuresOf(issues: readonly Row[], asked: Asked): Readonly<Record<string, unknown>>;
export function agesOf(issues: readonly Row[], now: number): number[];
export function flowOf(events: readonly Row[], asked: Asked): Readonly<Record<string, number>>;
