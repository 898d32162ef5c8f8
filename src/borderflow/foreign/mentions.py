"""What names, descriptions, tags and classifications say of data: guessed from words, and marked as such.

Words for things that are not about persons are believed only where they name the data, since a description
also tells what surrounds them. What no word speaks of stays open: it counts as personal, and is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from borderflow.model.architecture import Datum
from borderflow.model.records import Path

# Phrases, parted by commas, for singular and plural; a star stands for any ending. Ids are of the vocabulary.
_STRONG: dict[str, str] = {
    "contact": (
        "e mail, email, mail address, telephone, phone, phone number, mobile number, contact detail, "
        "contact data, contact information, contact info, contact list, first name, last name, full name, "
        "given name, family name, surname, name and address, postal address, home address, street address, "
        "shipping address, billing address, delivery address, mailing address, residential address, "
        "customer address, address book, kontaktdaten, anschrift*, coordonnées"
    ),
    "identifiers": (
        "user id, customer id, patient id, customer number, patient number, user identifier, customer "
        "identifier, advertising id, tracking id, cookie, imei, birth date, birthdate, birthday, date of "
        "birth, dob, pseudonym, kundennummer*"
    ),
    "account": (
        "username, user name, user account, customer account, member account, user profile, customer "
        "profile, user credential, customer credential, user record, login, login data, login name, "
        "credential, password, profile data, profile information, benutzerkont*, nutzerkont*, zugangsdaten"
    ),
    "correspondence": (
        "chat, conversation, correspondence, emails, e mails, inbox, transcript, support ticket, helpdesk "
        "ticket, customer ticket, chat message, customer message, direct message, private message, text "
        "message, user message, chat history, prompt, user input, user query, user question, complaint, "
        "enquiry, korrespondenz, anfragen"
    ),
    "contract": (
        "customer contract, client contract, insurance contract, tenancy contract, rental contract, "
        "invoice, employment contract, billing data, billing record, billing information, purchase "
        "history, purchase order, purchase record, customer order, sales order, order data, order history, "
        "order record, shopping cart, shopping history, reservation, booking, rechnung*, vertragsdaten, "
        "kundenvertr*, facture"
    ),
    "payment": (
        "credit card, debit card, payment card, bank card, card number, cardholder, card holder, pci, pci "
        "dss, pci data, iban, bank account, bank detail, bank data, account number, payment data, payment "
        "detail, payment information, payment info, payment record, payment history, zahlungsdaten, "
        "bankverbindung*, kreditkarte*"
    ),
    "financial": (
        "pifi, payroll, salary, wage, income, credit score, credit rating, credit history, credit data, "
        "credit report, loan application, mortgage, tax data, tax return, tax record, personal financial, "
        "gehalt*, lohn*, salaire, personally identifiable financial information"
    ),
    "location": (
        "gps, geolocation, geo location, user location, customer location, device location, vehicle "
        "location, location data, location history, location tracking, whereabouts, movement profile, "
        "standortdaten"
    ),
    "image": (
        "photo, photograph, selfie, cctv, footage, video recording, video call, profile image, profile "
        "picture, user image, face image, facial image, foto"
    ),
    "voice": (
        "voice data, voice recording, voice message, voice sample, call recording, audio recording, speech "
        "recording, phone recording, voicemail"
    ),
    "employment": (
        "employee, personnel, human resources, payroll, salary, wage, cv, curriculum vitae, résumé, "
        "performance review, staff data, staff record, staff file, hr data, hr record, hr file, job "
        "application, job applicant, applicant, timesheet, working hours, working time, sick leave, "
        "personalakte*, mitarbeiter*, bewerb*, gehalt*, lohn*, salarié"
    ),
    "employee-monitoring": (
        "keystroke, employee monitoring, staff monitoring, workplace monitoring, monitoring of employees"
    ),
    "education": (
        "school grade, school record, school report, student grade, student record, student result, exam "
        "result, exam grade, examination result, course result, transcript of records, enrolment, "
        "enrollment"
    ),
    "profile": (
        "credit score, credit scoring, risk score, churn score, propensity score, lead score, customer "
        "segment, segmentation, behavioral profile, behavioural profile"
    ),
    "social": (
        "marital status, next of kin, family member, family status, family situation, family data, "
        "household, dependant"
    ),
    "national-id": (
        "social security, social security number, social insurance number, ssn, passport, national id, "
        "identity card, identity document, id card, tax id, tax number, driving licence, driving license, "
        "driver s license, drivers license, government id, personalausweis*, sozialversicherung*, "
        "steuernummer*, steuer id"
    ),
    "health": (
        "patient, medical, diagnosis, diagnoses, health data, health record, health information, health "
        "insurance, health history, health file, health questionnaire, healthcare data, healthcare record, "
        "clinical, disease, illness, disability, prescription, medication, allergy, ehr, emr, hipaa, lab "
        "result, laboratory result, vital sign, gesundheit*, patienten*, krankenakte*, diagnose, "
        "diagnosen, données de santé, dossier médical, dossiers médicaux"
    ),
    "genetic": "genetic, genetics, genome, genomic, dna",
    "biometric": (
        "biometric, fingerprint, face recognition, facial recognition, iris recognition, voice "
        "recognition, voiceprint, voice print, face template, biometri*"
    ),
    "ethnic-origin": "ethnic, ethnicity, racial, ethnisch*",
    "political": "political opinion, political view, political affiliation, party membership",
    "religious": "religion, religious, church tax, konfession",
    "trade-union": "trade union, union membership, gewerkschaft*",
    "sex-life": "sexual, sexual orientation, sex life",
    "criminal": (
        "criminal record, criminal conviction, criminal offence, criminal offense, criminal history, "
        "criminal data, police record"
    ),
    "technical": (
        "ip address, mac address, device data, device information, device id, device identifier, user "
        "agent, browser data"
    ),
}
_WEAK: dict[str, str] = {
    "usage": (
        "log, log data, logdata, logfile, logging, clickstream, click stream, behavioral data, behavioural "
        "data, usage, browsing history, search history, telemetry, analytics, audit trail, audit event, "
        "trace, protokolldaten"
    ),
    "documents": "documents, attachment, upload, uploaded file, letters, dokumente",
    "notes": "notes, free text, freitext",
}
"""Words for what usually holds personal data, and need not."""
_SUBJECTS: dict[str, str] = {
    "customers": "customer, consumer, buyer, shopper, guest, client data, client record, client file, kunde*",
    "users": "user, end user, nutzer*, benutzer*, utilisateur",
    "visitors": "visitor, besucher*, visiteur",
    "subscribers": "subscriber, abonnent*, abonné",
    "suppliers": "supplier, lieferant*, fournisseur",
    "employees": (
        "employee, staff, personnel, payroll, salary, wage, human resources, hr data, mitarbeiter*, "
        "gehalt*, lohn*, salarié"
    ),
    "contractors": "freelancer, contractor",
    "applicants": "applicant, job applicant, job application, job candidate, cv, résumé, bewerb*",
    "patients": "patient, patienten*, ehr",
    "children": "children, minors, kids, child data, child record, child protection, kinder*, enfant",
    "pupils": "pupil, schüler*",
    "students": "student, studierende*",
    "asylum-seekers": "asylum seeker, refugee",
    "debtors": "debtor, borrower",
    "insured": "policyholder, policy holder, insured person, versicherte*",
    "citizens": "citizen, bürger*, citoyen",
    "taxpayers": "taxpayer, tax payer",
}
_PERSONAL = (
    "pii, personal data, personal information, personal info, personally identifiable, personal "
    "identifiable, personally identifying, data subject, natural person, gdpr, dsgvo, rgpd, gender, "
    "nationality, personenbezogen*, données personnelles, données à caractère personnel"
)
_OTHERWISE = (
    "health check, service health, system health, email server, e mail server, email service, email "
    "template, e mail template, mail server, phone home, user interface, user story, user stories, user "
    "defined, user manual, user guide, user experience, user space, user management service, service "
    "account, service credential, api credential, database credential, db credential, cloud credential, "
    "aws credential, machine credential, database password, db password, root password, system prompt, "
    "prompt template, chat server, chat model, browser fingerprint, key fingerprint, certificate "
    "fingerprint, file fingerprint, error fingerprint, genetic algorithm, child process, children process, "
    "children node, children element, release candidate, release note, network segmentation, login page, "
    "login form, password policy, customer facing, user facing, contract test, api contract, smart "
    "contract, guest os, guest network"
)
"""What these words mean in the trade of those who draw systems: passed over."""
_THINGS = (
    "source code, application code, program code, client side code, server side code, frontend code, "
    "backend code, build artefact, build artifact, build output, build job, build job config, build "
    "config*, build script, docker image, container image, vm image, disk image, binaries, sbom, static "
    "asset, static content, static file, static page, infrastructure as code, terraform code, terraform "
    "state, stylesheet, javascript, html, css, font, price, price list, public price, market price, market "
    "data, stock price, stock quote, stock level, stock data, stock ticker, exchange rate, weather, "
    "weather data, weather forecast, product catalog, product catalogue, product data, product "
    "description, product information, product image, marketing material, release note, openapi spec, "
    "firmware, feature flag, public key, tls certificate, ssl certificate, quellcode, produktdaten, "
    "preisliste*, wetterdaten, code source"
)
"""Names of things that are not about persons."""
_DENIED = re.compile(
    r"\b(?>(?:non|not|no|without|never|keine|ohne|sans) (?:any )?"
    r"(?:pii|personal(?:ly identif\w+)? (?:data|info\w*)|personenbezogen\w*(?: daten)?|données personnelles)"
    r"|(?:non|not) (?:personal|pii))(?= ?(?:[;,:]|$))"
    r"(?! ?[;,:] ?(?:but|except|besides|other than|apart|unless)\b)"
)
"""Somebody says outright that the data are not personal, and adds no exception."""
_NEGATED = re.compile(r"\b(?:no|non|not|without|excluding|never|keine|ohne|sans) (?:any |the |real )?\w+")
"""A word that is denied says nothing. Only the next one is: think of `no longer needed patient files`."""
_ACRONYMS = (
    (re.compile(r"\be?PHI\b"), "health information"),  # Phi is also a model
    (re.compile(r"\bHR\b"), "human resources"),
    (re.compile(r"(?<=[a-z])(?=[A-Z])"), " "),  # customerEmail
)


def datum(id_: str, label: str, path: Path, words: Iterable[str] = ()) -> Datum:
    """A class of data, as far as its label and the words around it tell.

    Categories and subjects are of the vocabulary. `personal` is None where nothing tells: the data count as
    personal, and somebody is asked.
    """
    name = _plain(label or id_)
    text = " ; ".join(dict.fromkeys((name, *map(_plain, words))))
    if _DENIED.search(name) or (_DENIED.search(text) and not _speaks(name)):
        return Datum(id_, label, personal=False, path=path)
    if _pattern(_THINGS).search(name) and not _speaks(name):
        return Datum(id_, label, personal=None if _speaks(text) else False, path=path)
    strong, weak, subjects = (_found(rows, text) for rows in (_STRONG, _WEAK, _SUBJECTS))
    personal = True if _speaks(text) else None
    return Datum(id_, label, personal=personal, categories=(*strong, *weak), subjects=subjects, path=path)


def id_of(name: str) -> str:
    """The id of data that people call by a name: `Customer Contracts` is `customer-contracts`."""
    return re.sub(r"\W+", "-", name.casefold()).strip("-_") or "data"


def _speaks(text: str) -> bool:
    """Whether a text speaks of persons."""
    return bool(_pattern(_PERSONAL).search(_told(text)) or _found(_STRONG, text) or _found(_SUBJECTS, text))


def _found(rows: dict[str, str], text: str) -> tuple[str, ...]:
    told = _told(text)
    return tuple(word for word, phrases in rows.items() if _pattern(phrases).search(told))


@cache
def _told(text: str) -> str:
    """What is left when denied words and phrases of the trade are taken out."""
    return _pattern(_OTHERWISE).sub(";", _NEGATED.sub(";", text))


@cache
def _pattern(phrases: str) -> re.Pattern[str]:
    """Any of some phrases, as whole words. Compiled when the first data are met, and kept."""
    return re.compile(rf"\b(?:{'|'.join(_form(one.strip()) for one in phrases.split(','))})\b")


def _form(phrase: str) -> str:
    if phrase.endswith("*"):
        return re.escape(phrase[:-1]) + r"\w*"
    return re.escape(phrase[:-1]) + "(?:y|ies)" if phrase.endswith("y") else re.escape(phrase) + "(?:s|es)?"


def _plain(text: str) -> str:
    """Words alone, parted by blanks: `customerEmail_address` is `customer email address`."""
    for pattern, by in _ACRONYMS:
        text = pattern.sub(by, text)
    text = re.sub(r"[.!?](?=\s|\Z)|[()\[\]]", ";", text)
    return " ".join(re.sub(r"[^\w;,:]|_", " ", text).casefold().split())
