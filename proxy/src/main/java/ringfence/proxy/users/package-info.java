/// The users of the proxy, what proves them, and the keys of what the proxy gives out: RFC 3261
/// section 22, RFC 7616 and RFC 8760.
package ringfence.proxy.users;
