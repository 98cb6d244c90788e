/** Whether the log was touched: where its chain of hashes stands, verifying it, and taking it away. */
@NullMarked
package redoubt.api.audit;

import org.jspecify.annotations.NullMarked;
