package org.whisperbench.platform.provision;

import java.nio.file.Path;
import java.util.List;

/**
 * What pip would install, in the format of {@code pip install --report}, version 1, made into a lock: lines of a file of
 * requirements that hold versions and hashes. The environment's own Python does it, so that a shell can, too.
 */
final class PipReport {

    /** Before its release 23.1 pip tells the hash under another name, and that of a wheel in a folder not at all. */
    private static final String SCRIPT = """
            import hashlib, json, re, sys
            from urllib.parse import urlsplit
            from urllib.request import url2pathname
            lines = []
            for item in json.load(open(sys.argv[1], encoding="utf-8"))["install"]:
                name, version = item["metadata"]["name"], item["metadata"]["version"]
                url, archive = item["download_info"].get("url", ""), item["download_info"].get("archive_info", {})
                told = archive.get("hashes", {}).get("sha256") or archive.get("hash", "").replace("sha256=", "")
                if not told and url.startswith("file:"):
                    read = hashlib.sha256()
                    with open(url2pathname(urlsplit(url).path), "rb") as wheel:
                        for block in iter(lambda: wheel.read(1 << 20), b""):
                            read.update(block)
                    told = read.hexdigest()
                if not re.fullmatch("[0-9a-f]{64}", told):
                    sys.exit("error: package \\"%s\\" has no SHA-256; update pip, or install uv" % name)
                lines.append("%s==%s --hash=sha256:%s\\n" % (name, version, told))
            with open(sys.argv[2], "w", encoding="utf-8") as lock:
                lock.writelines(sorted(lines, key=str.lower))
            """;

    private PipReport() {}

    /** The command that reads a report and writes a lock. */
    static List<String> locking(Path python, Path report, Path lock) {
        return List.of(python.toString(), "-c", SCRIPT.strip(), report.toString(), lock.toString());
    }
}
