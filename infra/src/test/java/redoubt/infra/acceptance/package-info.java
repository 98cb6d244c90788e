/** The whole program from outside: started as people start it, asked over HTTP, judged by what it answers. */
@NullMarked
package redoubt.infra.acceptance;

import org.jspecify.annotations.NullMarked;
