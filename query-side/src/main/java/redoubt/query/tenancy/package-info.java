/** What keeps questions from seeing more than the organizations that they are put for. */
@NullMarked
package redoubt.query.tenancy;

import org.jspecify.annotations.NullMarked;
