/// What keeps the proxy well under attack and load: who is let in at all, what one source may ask
/// for, and what is refused before memory runs short.
package ringfence.proxy.defence;
