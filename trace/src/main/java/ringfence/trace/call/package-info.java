/// Which messages of a capture belong together.
package ringfence.trace.call;
