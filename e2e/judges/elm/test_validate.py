"""Tries the judge on the official samples and on copies of them with one fault each.

    python -m unittest discover e2e/judges/elm
"""

import copy
import unittest

import validate

SAMPLES = validate.REFERENCE / "sealed-samples"


@unittest.skipUnless(SAMPLES.is_dir(), "the official samples are not beside the repository")
class OfficialSamples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        validate.prepare(validate.REFERENCE)
        cls.good = validate.read_credential((SAMPLES / "AA-Annex1-MC-signed.jsonld").read_bytes())

    def refused(self, credential, reason):
        messages = validate.judge(credential)
        self.assertTrue(any(reason in message for message in messages), messages)

    def changed(self, *path, value=None):
        """A copy with the value at `path` replaced, or dropped when there is no value."""
        credential = copy.deepcopy(self.good)
        node = credential
        for key in path[:-1]:
            node = node[key]
        if value is None:
            del node[path[-1]]
        else:
            node[path[-1]] = value
        return credential

    def test_samples_come_out_as_their_readme_says(self):
        for path in sorted(SAMPLES.iterdir()):
            with self.subTest(path.name):
                self.assertEqual(validate.judge_file(str(path))["ok"], not path.name.startswith("mynextid"))

    def test_misspelt_key(self):
        folder = SAMPLES.parent / "samples"
        verdict = validate.judge_file(str(folder / "credential-sample-with-homoglyph-bug.jsonld"))
        self.assertIn("lost in expansion: eIDASΙdentifier", verdict["messages"])

    def test_without_context(self):
        self.refused(self.changed("@context"), "@context")

    def test_unknown_key(self):
        self.refused(self.changed("credentialSubject", "shoeSize", value="42"), "lost in expansion: shoeSize")

    def test_unknown_type(self):
        self.refused(self.changed("credentialSubject", "type", value="Persona"), "lost in expansion: Persona")

    def test_issuer_without_legal_identifier(self):
        self.refused(self.changed("issuer", "eIDASIdentifier"), "eidasLegalIdentifier MinCount")

    def test_level_from_a_foreign_list(self):
        scheme = ("credentialSubject", "hasClaim", "specifiedBy", "eqfLevel", "inScheme", "id")
        self.refused(self.changed(*scheme, value="http://example.org/levels"), "EQFLevel NodeConstraint")

    def test_text_missing_in_an_offered_language(self):
        self.refused(
            self.changed("credentialSubject", "hasClaim", "title", value={"es": "Sólo en español"}),
            "title of urn:epass:learningAchievement:1 has no words in en",
        )

    def test_page_image_that_is_none(self):
        display = self.changed("displayParameter", "individualDisplay", "displayDetail", "image", "content", value="AAAA")
        self.refused(display, "page 1 in en is no JPEG")

    def test_one_id_for_two_things(self):
        self.refused(
            self.changed("credentialSubject", "hasClaim", "specifiedBy", "id", value=self.good["credentialSubject"]["id"]),
            "two writings of urn:epass:person:1 differ in type",
        )

    def test_profile_without_shapes(self):
        self.refused(
            self.changed("credentialSchema", "id", value="http://example.org/profile"), "no known application profile"
        )


if __name__ == "__main__":
    unittest.main()
