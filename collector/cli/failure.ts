/** A command could not do what it was asked: its words are for whoever asked, and the exit code is 1. */
export class Failure extends Error {
  override name = 'Failure'
}

/** The same when all that there is to say has been said. */
export class SilentFailure extends Error {
  override name = 'SilentFailure'
}
