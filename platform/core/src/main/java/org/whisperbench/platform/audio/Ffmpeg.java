package org.whisperbench.platform.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The program ffmpeg, where it is installed: a process for each file, with an environment of nothing but the locale. It
 * may open nothing but the file, and only as one of the containers of sound: playlists, which name other files and
 * hosts, are none of them.
 */
final class Ffmpeg {

    /** How long it may be silent before it is killed. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /**
     * By the names that ffmpeg gives its demuxers; one that an ffmpeg does not have is passed over by it. Left out are playlists
     * and whatever else opens further files or hosts, devices, filter graphs, pictures, and bare samples, which nothing tells.
     */
    private static final String CONTAINERS =
            "3dostr,aa,aac,aax,ac3,ace,act,adp,ads,adx,aea,afc,aiff,aix,alp,amr,amrnb,amrwb,"
                    + "apc,ape,apm,aptx,aptx_hd,argo_asf,argo_brp,argo_cvg,asf,asf_o,ast,au,avi,avr,bfstm,bit,boa,brstm,caf,codec2,"
                    + "daud,dcstr,derf,dfpwm,dsf,dss,dts,dtshd,dv,ea,eac3,epaf,flac,flv,fsb,fwse,g722,g723_1,g726,g726le,g729,genh,"
                    + "gsm,gxf,hca,hcom,iff,ilbc,ircam,iss,kvag,laf,loas,lxf,matroska,mca,mlp,mmf,mov,mp3,mpc,mpc8,mpeg,mpegts,msf,"
                    + "mtaf,musx,mxf,nistsphere,nsp,nsv,nut,ogg,oma,opus,osq,paf,pmp,pp_bnk,psxstr,pva,pvf,qcp,qoa,redspark,rka,rm,"
                    + "rsd,rso,sbc,sds,sdx,shn,siff,smjpeg,sol,sox,spdif,svag,svs,tak,thp,truehd,tta,ty,vag,vivo,voc,vpk,vqf,w64,"
                    + "wav,wavarc,wsd,wtv,wv,wve,xa,xvag,xwma";

    private static final Pattern VERSION = Pattern.compile("ffmpeg version (\\S+)");
    private static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C");
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private final Path program;
    private final Duration patience;

    Ffmpeg(Path program, Duration patience) {
        this.program = program;
        this.patience = patience;
    }

    /**
     * Finds it.
     *
     * @param folders as in the variable PATH; those that are not absolute are passed over
     */
    static Optional<Ffmpeg> find(String folders) {
        String name = WINDOWS ? "ffmpeg.exe" : "ffmpeg";
        return Stream.of(folders.split(Pattern.quote(java.io.File.pathSeparator), -1))
                .flatMap(folder -> path(folder).stream())
                .filter(Path::isAbsolute)
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new Ffmpeg(program, PATIENCE));
    }

    private static Optional<Path> path(String folder) {
        try {
            return folder.isEmpty() ? Optional.empty() : Optional.of(Path.of(folder));
        } catch (InvalidPathException e) {
            return Optional.empty(); // what cannot be a folder holds no program
        }
    }

    Path program() {
        return program;
    }

    Duration patience() {
        return patience;
    }

    /** Its name and version, as results show it. */
    String identity() throws IOException, InterruptedException {
        Process process = builder(List.of("-version")).redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            process.getOutputStream().close();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("it does not tell its version");
            }
            String said = new String(output.readNBytes(200), StandardCharsets.UTF_8);
            Matcher version = VERSION.matcher(said);
            return version.find() ? "ffmpeg " + version.group(1) : "ffmpeg";
        } finally {
            process.destroyForcibly();
        }
    }

    /** Starts it: sound comes as an AU file of 32-bit floating point on its output, and complaints with levels in a file. */
    Process start(Path file, Path complaints) throws IOException {
        List<String> arguments = List.of(
                "-nostdin",
                "-hide_banner",
                "-loglevel",
                "level+warning",
                "-protocol_whitelist",
                "file",
                "-format_whitelist",
                CONTAINERS,
                "-i",
                "file:" + file,
                "-map",
                "0:a:0",
                "-c:a",
                "pcm_f32be",
                "-f",
                "au",
                "pipe:1");
        Process process = builder(arguments)
                .redirectError(ProcessBuilder.Redirect.to(complaints.toFile()))
                .start();
        process.getOutputStream().close();
        return process;
    }

    private ProcessBuilder builder(List<String> arguments) {
        List<String> command =
                Stream.concat(Stream.of(program.toString()), arguments.stream()).toList();
        ProcessBuilder builder = new ProcessBuilder(command);
        String systemRoot = builder.environment().getOrDefault("SystemRoot", "");
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        if (WINDOWS) {
            builder.environment().put("SystemRoot", systemRoot); // without it no program of Windows starts
        }
        return builder;
    }
}
