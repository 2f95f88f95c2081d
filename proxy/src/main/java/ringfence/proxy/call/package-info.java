/// The calls that run through the proxy, as people know them.
package ringfence.proxy.call;
