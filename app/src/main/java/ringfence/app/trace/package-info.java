/// The command that reads captures.
package ringfence.app.trace;
