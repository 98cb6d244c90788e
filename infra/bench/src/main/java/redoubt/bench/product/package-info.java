/** The program under test as its users have it: started by its launcher, asked over HTTP, checked in its database. */
@NullMarked
package redoubt.bench.product;

import org.jspecify.annotations.NullMarked;
