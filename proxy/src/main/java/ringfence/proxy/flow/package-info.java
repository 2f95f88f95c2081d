/// What is known of every link: open, gone and never come up, and what has happened to an address.
package ringfence.proxy.flow;
