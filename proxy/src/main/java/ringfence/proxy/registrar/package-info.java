/// The registrar, RFC 3261 section 10.3.
package ringfence.proxy.registrar;
