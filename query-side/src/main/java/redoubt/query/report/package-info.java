/** The few views that are more than lists. */
@NullMarked
package redoubt.query.report;

import org.jspecify.annotations.NullMarked;
