/** A cadre has been taken off duty, for good or until further notice; for days away there is the leave. */
export class CadreLeft {
  constructor(readonly cadreId: string) {}
}
