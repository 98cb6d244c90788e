/** The folders and matrices of an organization in memory, now and at any moment. */
@NullMarked
package redoubt.query.landscape;

import org.jspecify.annotations.NullMarked;
