/// Why it failed: verdicts over what a capture shows, each with its evidence and its cure. A rule
/// is one file; [ringfence.trace.diagnose.Rules] lists them.
package ringfence.trace.diagnose;
