type Findings = () => readonly string[];

/** Everything that is asked after each test whether something went wrong that no test has looked at. */
class Watched {
  private readonly askers = new Set<Findings>();

  /** @returns stops the watching; throws when something is left that no test was blamed for */
  add(findings: Findings): () => void {
    this.askers.add(findings);
    return () => {
      this.askers.delete(findings);
      mustBeEmpty(findings());
    };
  }

  check(): void {
    mustBeEmpty([...this.askers].flatMap((findings) => findings()));
  }
}

function mustBeEmpty(findings: readonly string[]): void {
  if (findings.length > 0)
    throw new Error(`against the OpenAPI document, or in the error log:\n${findings.join('\n')}`);
}

export const watched = new Watched();
