/// Export of what was said to a capture server such as Homer, in the Homer Encapsulation Protocol,
/// version 3.
package ringfence.trace.hep;
