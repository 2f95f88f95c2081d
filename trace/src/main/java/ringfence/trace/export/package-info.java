/// What was read, shown to people and programs: a list, JSON, ladders, files.
package ringfence.trace.export;
