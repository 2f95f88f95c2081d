/// The first secure call of a capture as a lesson: what happens, why, and the octets of it.
package ringfence.trace.lesson;
