/// The proxy itself, RFC 3261 section 16: what it forwards, where to, and what it makes of the
/// answers. Without I/O: a step takes news and the time, and returns what is to be done.
package ringfence.proxy.routing;
