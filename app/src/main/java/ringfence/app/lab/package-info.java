/// All of the product on one machine: one secure call, placed and verified.
package ringfence.app.lab;
