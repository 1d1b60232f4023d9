/** Every key that the EDC application profile 1.1.0 (context edc-ap) or the W3C context v1 gives a meaning; any other is dropped by readers without a word. */
export const ELM_TERMS: ReadonlySet<string> = new Set(
  `
    accreditation accreditingAgent additionalNote address admissionProcedure altLabel amount
    applicationDeadline areaDialingCode assertionMethod assessedBy attachment attachmentType authentication
    awardedBy awardingBody awardingDate awardingOpportunity awards bannerImage birthName category challenge
    citizenshipCountry contactForm contactHour contactPoint content contentEncoding contentSize contentType
    contentURL count countryCode countryDialing created creator credentialProfiles credentialSchema
    credentialStatus credentialSubject creditPoint creditReceived dateCreated dateIssued dateModified
    dateOfBirth dcType decision definition description descriptionHtml dialNumber directedBy displayDetail
    displayParameter domain duration eIDASIdentifier educationLevel educationSubject educationalSystemNote
    elmSubject emailAddress embeddedEvidence endDate entitledBy entitlementStatus entitlesTo
    entryRequirement eqfLevel evidence evidenceStatement evidenceTarget expirationDate expires expiryDate
    familyName framework fullAddress fullName gender generalisationOf geographicName givenName grade
    gradeStatus gradingScheme grant groupMemberOf hasClaim hasCredential hasPart hasSubOrganization holder
    homepage id idVerification identifier image inScheme individualDisplay influencedBy influences isPartOf
    isPartialQualification issuanceDate issued issuer jws label landingPage language latitude
    learningAchievementSpecification learningActivitySpecification learningOpportunity learningOutcome
    learningOutcomeSummary learningSchedule learningSetting legalName levelOfCompletion limitCredentialType
    limitEQFLevel limitField limitJurisdiction limitNationalOccupation limitOccupation limitOrganisation
    limitQualification location logo longitude maximumDuration maximumScore member memberOf minimumScore
    mode nationalID nonce notation noteFormat noteLiteral nqfLevel organisation page patronymicName
    percentageEqual percentageHigher percentageLower phone phoneNumber placeOfBirth point prefLabel
    priceDetail primaryLanguage proof proofPurpose proofValue provenBy proves providedBy publisher
    qualificationCode refreshService registration relatedESCOSkill relatedSkill report resultCategory
    resultDestribution reusabilityLevel reviewDate scheduleInformation schemeAgency schemeId schemeName
    schemeVersion score shortenedGrading spatial spatialCode specialisationOf specifiedBy startDate status
    subOrganizationOf subject summaryDisplay supplementaryDocument targetGroup taxIdentifier temporal
    termsOfUse thematicArea title type unit used valid validFrom validUntil value vatIdentifier
    verifiableCredential verificationCheck verificationMethod verificationStatus volumeOfLearning workload
  `
    .trim()
    .split(/\s+/),
);

/** The values `type` may have. */
export const ELM_CLASSES: ReadonlySet<string> = new Set(
  `
    Accreditation Address Agent Amount AwardingOpportunity AwardingProcess Claim Concept ConceptScheme
    ContactPoint CreditPoint DisplayDetail DisplayParameter EcdsaSecp256k1Signature2019
    EcdsaSecp256r1Signature2019 Ed25519Signature2018 EuropeanDigitalCredential EuropeanDigitalPresentation
    Evidence Geometry GradingScheme Grant Group Identifier IndividualDisplay JsonSchemaValidator2018
    LearningAchievement LearningAchievementSpecification LearningActivity LearningActivitySpecification
    LearningAssessment LearningAssessmentSpecification LearningEntitlement LearningEntitlementSpecification
    LearningOpportunity LearningOutcome LegalIdentifier Location Mailbox ManualRefreshService2018
    MediaObject Note Organisation PeriodOfTime Person Phone PriceDetail Qualification ResultCategory
    ResultDistribution RsaSignature2018 ShaclValidator2017 ShortenedGrading Specification
    VerifiableCredential VerifiablePresentation VerificationCheck WebResource
  `
    .trim()
    .split(/\s+/),
);

/** Keys whose value is an xsd:dateTime there. */
export const ELM_MOMENTS: ReadonlySet<string> = new Set(
  `
    applicationDeadline awardingDate created dateCreated dateIssued dateOfBirth endDate expirationDate
    expires expiryDate issuanceDate issued reviewDate startDate valid validFrom validUntil
  `
    .trim()
    .split(/\s+/),
);
