package org.whisperbench.platform.download;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import javax.net.ssl.SSLException;

/** Says in one phrase why something failed. */
final class Failures {

    private Failures() {}

    static String reason(IOException failure) {
        String certificate = Certificates.problem(failure);
        if (certificate != null) {
            return certificate + "; set SSL_CERT_FILE to a file with the certificate of its authority";
        }
        if (failure instanceof Refused refused) {
            String text = String.valueOf(refused.getMessage());
            return "'%s' answers %d%s"
                    .formatted(Origin.host(refused.uri()), refused.status(), text.isEmpty() ? "" : ": " + text);
        }
        if (failure instanceof FileSystemException disk) {
            return disk(disk);
        }
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof UnknownHostException) {
            return "the server '%s' is not known; check the network".formatted(message);
        }
        if (failure instanceof SocketTimeoutException) {
            return "the server does not answer in time";
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return "the server cannot be reached (%s)".formatted(message);
        }
        return failure instanceof SSLException ? "no secure connection (%s)".formatted(message) : message;
    }

    private static String disk(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied for '%s'".formatted(failure.getFile());
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "'%s' is where a folder belongs; move it elsewhere and run it again".formatted(failure.getFile());
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "'%s' is a folder where a file belongs; move it elsewhere and run it again"
                    .formatted(failure.getFile());
        }
        return "'%s': %s"
                .formatted(failure.getFile(), failure.getReason() == null ? "cannot be used" : failure.getReason());
    }
}
