/// Reads the global settings of an `opensips.cfg`, so that a proxy of that kind can be replaced
/// without writing a new file.
package ringfence.proxy.opensips;
