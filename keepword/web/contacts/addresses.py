"""Where the people who write, their companies and what is known of them are found."""

from django.urls import path

from keepword.web.calls import writing_down as calls
from keepword.web.companies import editing as company_editing
from keepword.web.companies import listing as companies
from keepword.web.companies import people as company_people
from keepword.web.companies import showing as company
from keepword.web.contacts import adding, emergencies, merging, noting, privacy
from keepword.web.contacts import listing as contacts
from keepword.web.contacts import showing as contact
from keepword.web.conversations import writing_first
from keepword.web.opportunities import deciding as opportunity
from keepword.web.opportunities import handing as opportunity_handing
from keepword.web.opportunities import listing as opportunities
from keepword.web.own_fields import writing as own_fields
from keepword.web.segments import editing as segment_editing
from keepword.web.segments import listing as segments
from keepword.web.segments import of_contact as segments_of_contact
from keepword.web.segments import showing as segment
from keepword.web.settings.fields import changing as own_field
from keepword.web.settings.fields import listing as field_listing
from keepword.web.whose import choosing as whose
from keepword.web.whose import leaving as whose_leaving
from keepword.web.whose import undoing as whose_undoing

PATHS = [
    path("contacts", contacts.show, name="contacts"),
    path("contacts/new", adding.new, name="new-contact"),
    path("calls/new", calls.new, name="new-call"),
    path("contacts/<int:number>", contact.show, name="one-contact"),
    path("contacts/<int:number>/correction", contact.correction, name="contact-correction"),
    path("contacts/<int:number>/note", noting.show, name="contact-note"),
    path("contacts/<int:number>/merging", merging.show, name="contact-merging"),
    path("contacts/<int:number>/merging/with", merging.create, name="contact-merge"),
    path("contacts/<int:number>/merging/undoing", merging.undo, name="contact-unmerge"),
    path("contacts/<int:number>/merging/distinction", merging.distinction, name="contact-distinction"),
    path("contacts/<int:number>/emergencies", emergencies.show, name="contact-emergencies"),
    path("contacts/<int:number>/fields", own_fields.of_contact, name="contact-fields"),
    path("conversations/<int:number>/fields", own_fields.of_conversation, name="conversation-fields"),
    path("conversations/<int:number>/contact", whose.show, name="conversation-contact"),
    path("conversations/<int:number>/contact/undoing", whose_undoing.create, name="conversation-contact-undoing"),
    path("conversations/<int:number>/contact/offer/removal", whose_leaving.create, name="conversation-contact-kept"),
    path("contacts/<int:number>/privacy", privacy.show, name="contact-privacy"),
    path("contacts/<int:number>/file", privacy.file, name="contact-file"),
    path("settings/fields", field_listing.show, name="own-fields"),
    path("settings/fields/new", own_field.new, name="new-own-field"),
    path("settings/fields/<int:number>", own_field.show, name="own-field"),
    path("settings/fields/<int:number>/place", own_field.place, name="own-field-place"),
    path("settings/fields/<int:number>/retirement", own_field.retirement, name="own-field-retirement"),
    path("contacts/<int:number>/company", company_people.of_contact, name="contact-company"),
    path("contacts/<int:number>/segments", segments_of_contact.show, name="contact-segments"),
    path("contacts/<int:number>/offers", opportunity.offers, name="contact-offers"),
    path("conversations/new", writing_first.new, name="new-conversation"),
    path("conversations/<int:number>/opportunity", opportunity_handing.show, name="opportunity-handing"),
    path("opportunities", opportunities.show, name="opportunities"),
    path("tasks/<int:number>/outcome", opportunity.outcome, name="opportunity-outcome"),
    path("segments", segments.show, name="segments"),
    path("segments/new", segment_editing.new, name="new-segment"),
    path("segments/<int:number>", segment.show, name="segment"),
    path("segments/<int:number>/correction", segment_editing.correction, name="segment-correction"),
    path("segments/<int:number>/export", segment.export, name="segment-export"),
    path("segments/<int:number>/removal", segment.removal, name="segment-removal"),
    path("segments/<int:number>/restoration", segment.restoration, name="segment-restoration"),
    path("companies", companies.show, name="companies"),
    path("companies/new", company_editing.new, name="new-company"),
    path("companies/<int:number>", company.show, name="company"),
    path("companies/<int:number>/correction", company_editing.correction, name="company-correction"),
    path("companies/<int:number>/people", company_people.create, name="company-people"),
    path("companies/<int:number>/fields", own_fields.of_company, name="company-fields"),
]
