/// The servers that requests go to on connections of the proxy's own: trunks, gateways, the proxies
/// of other domains, and how it is known that they are well.
package ringfence.proxy.peer;
