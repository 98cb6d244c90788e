/** What is measured, and how each measurement proves that the answers were right. */
@NullMarked
package redoubt.bench.scenario;

import org.jspecify.annotations.NullMarked;
