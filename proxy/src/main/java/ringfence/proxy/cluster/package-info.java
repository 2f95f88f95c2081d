/// More than one node: what the nodes of one proxy share through Redis, how each knows of the
/// others, and the TLS links between them.
package ringfence.proxy.cluster;
