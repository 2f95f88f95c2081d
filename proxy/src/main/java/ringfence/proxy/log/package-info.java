/// What the proxy tells: its kinds of events, and how they are written for people and machines.
package ringfence.proxy.log;
