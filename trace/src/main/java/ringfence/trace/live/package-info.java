/// What a product says just now, followed while somebody looks.
package ringfence.trace.live;
