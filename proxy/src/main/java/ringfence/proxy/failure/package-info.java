/// What failed lately, with what was said.
package ringfence.proxy.failure;
