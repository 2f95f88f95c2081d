/// What the proxy shows in a browser, and the same as JSON.
package ringfence.proxy.pages;
