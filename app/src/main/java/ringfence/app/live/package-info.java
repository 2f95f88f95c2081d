/// Live examinations: a target is met as the unit would meet it, what passes is recorded in memory,
/// and the rules of [ringfence.trace.diagnose] judge the recording as they judge any capture.
package ringfence.app.live;
