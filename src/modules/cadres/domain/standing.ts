/** Whether somebody is there at all to be given work; days away are another matter. */
export interface Standing {
  readonly onDuty: boolean;
  /** They had an account as a cadre, and none is open any more. */
  readonly accountClosed: boolean;
}

/** The one rule for leads, co-handlers and successors; whoever has no account yet may be given work. */
export const mayBeGivenWork = ({ onDuty, accountClosed }: Standing): boolean => onDuty && !accountClosed;
