"""CycloneDX in JSON, 1.2 to 1.7: services with their data (SaaSBOM), models (ML-BOM), threat models (drafts).

The specification: https://cyclonedx.org/docs/latest/json/. A list of software alone describes no flow of
data, and is answered so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from borderflow.foreign import Desk, Draft, ForeignReader, Sheet
from borderflow.readers.cyclonedx.bom import Bom
from borderflow.readers.cyclonedx.models import Models
from borderflow.readers.cyclonedx.services import Services
from borderflow.readers.cyclonedx.threats import draw_threat_models

_XML = re.compile(r"\A\s*<.*?cyclonedx\.org/schema/bom", re.DOTALL)


def recognises(sheet: Sheet) -> bool:
    """JSON that says so in `bomFormat`, or XML with the name space of the format."""
    return bool(_XML.match(sheet.text[:5000])) or sheet.mapping.get("bomFormat") == "CycloneDX"


def read(sheets: Sequence[Sheet], _desk: Desk, draft: Draft) -> None:
    """Read all BOMs together, since one may link to services of another."""
    for sheet in sheets:
        if _XML.match(sheet.text[:5000]):
            draft.remark(
                f"`{sheet.name}` is CycloneDX in XML; JSON is read.",
                sheet.path(),
                "run `cyclonedx convert --input-file bom.xml --output-file bom.json` and name that file",
            )
    boms = [Bom(sheet) for sheet in sheets if sheet.mapping]
    for bom in boms:
        draft.note(*bom.sheet.remarks)
        if name := bom.system:
            draft.names.append(name)
    services, models = Services(boms, draft), Models(boms, draft)
    services.add()
    models.add()
    drawn = {bom for bom in boms if draw_threat_models(bom, draft)}
    services.connect()
    models.connect(services.ids)
    for bom in boms:
        if bom not in drawn | services.boms | models.boms:
            draft.remark(
                f"There are no data flows in this BOM: `{bom.sheet.name}` lists software, and no services.",
                bom.sheet.path(),
                "name a BOM with `services`, or the files that describe what runs",
            )


READER = ForeignReader(
    "cyclonedx",
    "CycloneDX",
    (".json", ".xml", ".cdx"),
    re.compile(r"CycloneDX|cyclonedx\.org/schema/bom"),
    recognises,
    read,
)
