import type { Tx, UnitOfWork } from '../../platform/persistence/index.js';

class Rehearsed<T> extends Error {
  constructor(readonly result: T) {
    super('rehearsed');
  }
}

/** Does the work for real and takes it all back: a dry run that cannot differ from the run. */
export async function rehearsed<T>(unitOfWork: UnitOfWork, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await unitOfWork.run(async (tx) => {
      throw new Rehearsed(await work(tx));
    });
  } catch (thrown) {
    if (thrown instanceof Rehearsed) return thrown.result as T;
    throw thrown;
  }
}
