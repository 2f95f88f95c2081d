/// What the proxy counts, in the text form that Prometheus reads.
package ringfence.proxy.metrics;
