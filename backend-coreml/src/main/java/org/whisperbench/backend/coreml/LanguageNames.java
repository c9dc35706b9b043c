package org.whisperbench.backend.coreml;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names by which whisper.cpp calls languages in full, see {@code g_lang} in its {@code whisper.cpp} (1.9.3). */
final class LanguageNames {

    /** What stands for a language that nobody named. */
    static final String UNKNOWN = "unknown";

    private static final Map<String, String> TAGS = Stream.of(
                    ("english=en chinese=zh german=de spanish=es russian=ru korean=ko french=fr japanese=ja"
                                    + " portuguese=pt turkish=tr polish=pl catalan=ca dutch=nl arabic=ar swedish=sv italian=it"
                                    + " indonesian=id hindi=hi finnish=fi vietnamese=vi hebrew=he ukrainian=uk greek=el malay=ms"
                                    + " czech=cs romanian=ro danish=da hungarian=hu tamil=ta norwegian=no thai=th urdu=ur"
                                    + " croatian=hr bulgarian=bg lithuanian=lt latin=la maori=mi malayalam=ml welsh=cy slovak=sk"
                                    + " telugu=te persian=fa latvian=lv bengali=bn serbian=sr azerbaijani=az slovenian=sl"
                                    + " kannada=kn estonian=et macedonian=mk breton=br basque=eu icelandic=is armenian=hy"
                                    + " nepali=ne mongolian=mn bosnian=bs kazakh=kk albanian=sq swahili=sw galician=gl marathi=mr"
                                    + " punjabi=pa sinhala=si khmer=km shona=sn yoruba=yo somali=so afrikaans=af occitan=oc"
                                    + " georgian=ka belarusian=be tajik=tg sindhi=sd gujarati=gu amharic=am yiddish=yi lao=lo"
                                    + " uzbek=uz faroese=fo haitian-creole=ht pashto=ps turkmen=tk nynorsk=nn maltese=mt"
                                    + " sanskrit=sa luxembourgish=lb myanmar=my tibetan=bo tagalog=tl malagasy=mg assamese=as"
                                    + " tatar=tt hawaiian=haw lingala=ln hausa=ha bashkir=ba javanese=jw sundanese=su"
                                    + " cantonese=yue")
                            .split(" "))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));

    private LanguageNames() {}

    /**
     * The tag of a language.
     *
     * @param name such as {@code english}
     */
    static Optional<String> tag(String name) {
        return Optional.ofNullable(TAGS.get(name.replace(' ', '-')));
    }
}
