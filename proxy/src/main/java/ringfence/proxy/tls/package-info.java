/// Where the proxy listens, and the TLS of both its sides: what it presents, whom it trusts.
package ringfence.proxy.tls;
