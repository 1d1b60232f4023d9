import type { Language } from '../language.ts';

/** What a seal says its maker stands for (ETSI EN 319 122-1 clause 5.2.3). */
export type Commitment = 'origin' | 'approval';

/**
 * "Proof of origin indicates that the signer recognizes to have created, approved and sent the signed data", "proof of
 * approval … that the signer has approved the content" (ETSI TS 119 172-1 annex B; EN 319 132-1 clause 5.2.3).
 */
export const COMMITMENT_URIS: Readonly<Record<Commitment, string>> = {
  origin: 'http://uri.etsi.org/01903/v1.2.2#ProofOfOrigin',
  approval: 'http://uri.etsi.org/01903/v1.2.2#ProofOfApproval',
};

/** The same for people: Reason of a PDF signature, Description of a commitment. */
export const COMMITMENT_REASONS: Readonly<Record<Commitment, Readonly<Record<Language, string>>>> = {
  origin: {
    bg: 'Издадено и одобрено от институцията',
    cs: 'Vydáno a schváleno institucí',
    da: 'Udstedt og godkendt af institutionen',
    de: 'Ausgestellt und gebilligt von der Einrichtung',
    el: 'Εκδόθηκε και εγκρίθηκε από το ίδρυμα',
    en: 'Issued and approved by the institution',
    es: 'Expedido y aprobado por la institución',
    et: 'Asutus on välja andnud ja heaks kiitnud',
    fi: 'Oppilaitoksen myöntämä ja hyväksymä',
    fr: 'Délivré et approuvé par l’établissement',
    ga: 'Arna eisiúint agus arna fhormheas ag an institiúid',
    hr: 'Izdala i odobrila ustanova',
    hu: 'Az intézmény kiállította és jóváhagyta',
    it: 'Rilasciato e approvato dall’istituzione',
    lt: 'Išdavė ir patvirtino institucija',
    lv: 'Izdevusi un apstiprinājusi iestāde',
    mt: 'Maħruġ u approvat mill-istituzzjoni',
    nl: 'Uitgereikt en goedgekeurd door de instelling',
    pl: 'Wydane i zatwierdzone przez instytucję',
    pt: 'Emitido e aprovado pela instituição',
    ro: 'Emis și aprobat de instituție',
    sk: 'Vydané a schválené inštitúciou',
    sl: 'Izdala in odobrila ustanova',
    sv: 'Utfärdat och godkänt av lärosätet',
    is: 'Gefið út og samþykkt af stofnuninni',
    nb: 'Utstedt og godkjent av institusjonen',
    nn: 'Utferda og godkjend av institusjonen',
  },
  approval: {
    bg: 'Одобрено от съвместно присъждащата институция',
    cs: 'Schváleno společně udělující institucí',
    da: 'Godkendt af den medtildelende institution',
    de: 'Gebilligt von der mitverleihenden Einrichtung',
    el: 'Εγκρίθηκε από το ίδρυμα που απονέμει από κοινού',
    en: 'Approved by the institution that awards jointly',
    es: 'Aprobado por la institución que otorga conjuntamente',
    et: 'Ühiselt andev asutus on heaks kiitnud',
    fi: 'Yhdessä myöntävän oppilaitoksen hyväksymä',
    fr: 'Approuvé par l’établissement qui décerne conjointement',
    ga: 'Arna fhormheas ag an institiúid chomhbhronnta',
    hr: 'Odobrila ustanova koja zajednički dodjeljuje',
    hu: 'A közösen odaítélő intézmény jóváhagyta',
    it: 'Approvato dall’istituzione che conferisce congiuntamente',
    lt: 'Patvirtino kartu suteikianti institucija',
    lv: 'Apstiprinājusi kopīgi piešķirošā iestāde',
    mt: 'Approvat mill-istituzzjoni li tagħti b’mod konġunt',
    nl: 'Goedgekeurd door de instelling die mede toekent',
    pl: 'Zatwierdzone przez instytucję nadającą wspólnie',
    pt: 'Aprovado pela instituição que atribui conjuntamente',
    ro: 'Aprobat de instituția care acordă în comun',
    sk: 'Schválené inštitúciou, ktorá spoločne udeľuje',
    sl: 'Odobrila ustanova, ki skupno podeljuje',
    sv: 'Godkänt av lärosätet som tilldelar gemensamt',
    is: 'Samþykkt af stofnuninni sem veitir sameiginlega',
    nb: 'Godkjent av institusjonen som tildeler sammen',
    nn: 'Godkjend av institusjonen som tildeler saman',
  },
};
