package redoubt.api.dialect;

import redoubt.api.http.Reply;
import redoubt.model.failure.Failure;

/** How failures are told. The one place where a "no" becomes bytes. */
public interface Problems {

    /** The answer for a refusal. */
    Reply of(Failure failure);

    /** The answer for a fault of our own; shows nothing inside, only under which identifier to ask. */
    Reply fault(String requestId);
}
