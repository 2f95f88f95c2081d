/// How media arrived where it was captured.
package ringfence.trace.quality;
