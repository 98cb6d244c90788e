/** Tests of the documents that describe the API. */
@NullMarked
package redoubt.api.openapi;

import org.jspecify.annotations.NullMarked;
