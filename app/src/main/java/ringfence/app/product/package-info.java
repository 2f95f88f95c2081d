/// The commands that run our products, and those that ask one that runs.
package ringfence.app.product;
