# Borderflow with all that its PDF needs: docker build -t borderflow . && docker run --rm -v "$PWD:/work:ro" borderflow check .
ARG PYTHON=3.13-slim-trixie

FROM python:${PYTHON} AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE hatch_build.py ./
COPY src src
COPY policies policies
COPY templates templates
RUN python -m venv /opt/borderflow \
 && /opt/borderflow/bin/python -m pip install --no-cache-dir --disable-pip-version-check . \
 && /opt/borderflow/bin/python -m pip uninstall --yes pip

FROM python:${PYTHON}
# Pango lays the PDF out. The fonts of the report travel with Borderflow; these speak the scripts that it lacks.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/borderflow /opt/borderflow
ENV PATH=/opt/borderflow/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    XDG_CACHE_HOME=/tmp/cache
USER 10001:10001
WORKDIR /work
ENTRYPOINT ["borderflow"]
CMD ["--help"]
